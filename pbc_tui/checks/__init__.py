"""The six checks, one file each: from the file under inspection to its result (SPEC 8)."""
