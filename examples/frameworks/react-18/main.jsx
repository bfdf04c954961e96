import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";

const page = document.getElementById("app");
createRoot(page).render(
  <StrictMode>
    <App endpoint={page.dataset.endpoint} jobs={page.dataset.jobs.split(" ")} />
  </StrictMode>,
);
