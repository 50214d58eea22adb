"""The target repository on disk: watching it, guarding its scope, its environment, its processes."""
