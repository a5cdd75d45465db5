document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const label = button.textContent;
  const said = (word) => {
    button.textContent = word;
    setTimeout(() => { button.textContent = label; }, 1500);
  };
  // Where the page was opened from a disk, the browser may forbid it: the text can be selected.
  navigator.clipboard.writeText(button.dataset.copy).then(() => said('Copied'), () => said('Select it below'));
});
