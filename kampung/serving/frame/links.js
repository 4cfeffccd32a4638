// Within the app a link need not load everything anew: it does what the browser's Back does.
frame.go = (href) => {
  if (!document.querySelector('[data-test-connection-state="CONNECTED"]')) return false
  history.pushState({}, "", href)
  dispatchEvent(new PopStateEvent("popstate"))
  return true
}

// "Copy link" below a picture is a plain link to that view; where scripts run it is copied too.
{
  const said = document.getElementById("kampung-said")
  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      const field = document.createElement("textarea") // without https there is no clipboard
      field.value = text
      field.style.position = "fixed"
      document.body.append(field)
      field.select()
      document.execCommand("copy")
      field.remove()
    }
  }
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a.copy-link")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    await copied(link.href)
    link.focus()
    link.dataset.copied = "true"
    said.textContent = say("copied")
    setTimeout(() => {
      delete link.dataset.copied
      said.textContent = ""
    }, 4000)
  })
}
