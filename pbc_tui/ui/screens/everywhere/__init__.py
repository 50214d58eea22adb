"""What each screen leads to: keys, what happened, going back, jumping, agents."""
