"""Dynamic Registration against strict fakes of the platforms that do it."""
