"""What a supplier sees: own offers, own stock, own dropship orders. Nothing of anybody else."""
