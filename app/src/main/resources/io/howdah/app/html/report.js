// Buttons that copy the SQL; without scripts the page only lacks them.
for (const box of document.querySelectorAll('.sql')) {
  const button = document.createElement('button');
  button.textContent = 'copy';
  button.onclick = async () => {
    await navigator.clipboard.writeText(box.querySelector('pre').textContent);
    button.textContent = 'copied';
  };
  box.append(button);
}
