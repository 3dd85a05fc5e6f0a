"""What the dashboards show: small set-based reads of stored roll-ups and findings, scoped by the acting identity.

Nothing here judges anything. A figure that is shown comes with the address of the list that holds exactly its rows.
"""
