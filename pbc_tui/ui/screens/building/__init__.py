"""Stage 4: handing over, what is found, what the person decides."""
