import "job-badge/define";
import "job-badge/place.css";

// The token comes from your sign-in, never from the markup.
document.querySelector("job-badge").token = "TOKEN";
