import { StrictMode } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { App } from "./App";

const page = document.getElementById("app");
const app = (
  <StrictMode>
    <App endpoint={page.dataset.endpoint} jobs={page.dataset.jobs.split(" ")} />
  </StrictMode>
);
if (page.firstElementChild) hydrateRoot(page, app);
else createRoot(page).render(app);
