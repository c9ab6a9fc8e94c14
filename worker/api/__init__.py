"""HTTP: what case-file systems call, and the review pages, on this machine only."""
