"""The one door through which anything changes: commands in, events out (DESIGN, "Rooms")."""
