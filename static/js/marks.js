// The keyboard reaches what the mouse does: Tab a figure, the arrow keys its marks, Enter the link.
"use strict";

(() => {
  function middle(mark) {
    const { left, right } = mark.getBoundingClientRect();
    return (left + right) / 2;
  }

  // The nearest mark in the next row, above or below, that has one.
  function acrossRows(marks, from, direction) {
    const away = (mark) => (Number(mark.dataset.row) - Number(from.dataset.row)) * direction;
    const beyond = marks.filter((mark) => away(mark) > 0);
    const next = Math.min(...beyond.map(away));
    const aside = (mark) => Math.abs(middle(mark) - middle(from));
    return beyond.filter((mark) => away(mark) === next).sort((one, other) => aside(one) - aside(other))[0];
  }

  const MOVES = {
    ArrowRight: (marks, from) => marks[marks.indexOf(from) + 1],
    ArrowLeft: (marks, from) => marks[marks.indexOf(from) - 1],
    ArrowDown: (marks, from) => acrossRows(marks, from, 1),
    ArrowUp: (marks, from) => acrossRows(marks, from, -1),
    Home: (marks) => marks[0],
    End: (marks) => marks[marks.length - 1],
  };

  document.addEventListener("keydown", (event) => {
    const from = event.target;
    const move = MOVES[event.key];
    if (!move || !from.matches(".chart__mark") || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    const to = move([...from.closest(".chart__plot").querySelectorAll(".chart__mark")], from);
    if (to) {
      from.setAttribute("tabindex", "-1");
      to.setAttribute("tabindex", "0");
      to.focus();
    }
  });
})();
