"""What is being decided: pure values and rules, no disk, no clock, no screen."""
