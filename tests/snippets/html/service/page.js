// The token comes from your sign-in, never from the markup.
document.querySelector("job-badge").tokenProvider = async () => (await fetch("/token")).text();
