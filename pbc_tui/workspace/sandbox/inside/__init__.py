"""What runs around the confined program: standalone scripts, standard library only."""
