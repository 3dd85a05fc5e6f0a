"""培训: plans, sessions, attendance (clause 三(三)5). Holds nothing yet; its place between the layers is kept."""
