// page.js: the token comes from your sign-in, never from the markup.
document.querySelector("job-badge").token = "TOKEN";
