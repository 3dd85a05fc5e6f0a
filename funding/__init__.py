"""经费: transfers, budgets, disbursements (clause 三(三)3). Holds nothing yet; its place between the layers is kept."""
