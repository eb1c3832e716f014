"""What the text of a notebook says of its names, without running it: for the rules about code."""
