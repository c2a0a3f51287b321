"""SQL in, frozen values out: one store per subject, each with an explicit order and no commit."""
