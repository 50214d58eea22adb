"""Where the project stands: the journal of events and the state as its fold."""
