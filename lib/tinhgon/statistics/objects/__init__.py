"""What a figure counts: its own noun, a noun before it, the same thing as the sentence before."""
