"""The screens: they show the state and send commands. Textual is imported here and nowhere else."""
