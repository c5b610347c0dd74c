"""What happened to what a figure counts: the verbs, standards and headings that govern it (`governing`)."""
