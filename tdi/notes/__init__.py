"""What leaves on paper: the same queries as the pages, set by typst, without browser or network."""
