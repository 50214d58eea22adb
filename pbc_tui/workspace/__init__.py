"""The target repository on disk: the watcher, its scope, its environment, its processes."""
