"""The rulebook of duties and taxes as dated data, our registrations, and landed-cost quotes to replay."""
