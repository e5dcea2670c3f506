// differs (fine): otherwise.
// differs (in-one-place): otherwise.
// differs (twice): otherwise.
// differs (No Code): otherwise.
// differs (unknown): otherwise.
