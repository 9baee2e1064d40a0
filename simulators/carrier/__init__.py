"""A carrier: books parcels, allocates their numbers and tells where they are until they are delivered."""
