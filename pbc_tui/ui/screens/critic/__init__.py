"""Both checkpoints, and the second opinion of an agent."""
