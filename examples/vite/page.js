import "job-badge/define";

// The token comes from your sign-in, never from the markup.
document.querySelector("job-badge").token = "TOKEN";
