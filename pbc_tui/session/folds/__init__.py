"""What each event does to the state, one small function an event."""
