// Shows the popovers, which only a script can.
for (const details of document.querySelectorAll("[popover]")) details.showPopover();
