/**
 * What a careful reader of a page would measure, for test_every_theme.py. Each function returns a
 * list of sentences, one for each fault; an empty list is a page without one.
 */
(() => {
  "use strict";

  const width = () => document.documentElement.clientWidth;
  const height = () => window.innerHeight;

  const visible = (element) => {
    const box = element.getBoundingClientRect();
    // Also false inside of a closed <details>, whose text has boxes all the same.
    return element.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0;
  };

  const name = (element) => {
    const text = (element.textContent || "").trim().slice(0, 30);
    const type = element.className && typeof element.className === "string"
      ? `.${element.className.trim().split(/\s+/).join(".")}` : "";
    return `<${element.localName}${type}> "${text}"`;
  };

  /** The words by which a screen reader says what a link or heading is. */
  const spoken = (element) =>
    element.getAttribute("aria-label") ||
    [...element.querySelectorAll("[alt], [aria-label]")]
      .map((inner) => inner.getAttribute("alt") || inner.getAttribute("aria-label")).join("") ||
    element.textContent.trim();

  const ancestors = (element) => {
    const found = [];
    for (let at = element; at; at = at.parentElement) found.push(at);
    return found;
  };

  const scrolls = (element) =>
    /auto|scroll/.test(getComputedStyle(element).overflowX) &&
    element !== document.body && element !== document.documentElement;

  const isFixed = (element) =>
    ancestors(element).some((at) => getComputedStyle(at).position === "fixed");

  const forEyesOnly = (element) => element.closest(".visually-hidden, [aria-hidden=true], svg");

  /** Every run of visible text: its element and the boxes of its lines, in the viewport's terms. */
  const textRuns = () => {
    const runs = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !visible(element)) continue;
      if (element.closest("script, style, noscript") || forEyesOnly(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
      if (boxes.length) runs.push({ element, boxes });
    }
    return runs;
  };

  const isOnTop = (element, x, y) => {
    const top = document.elementFromPoint(x, y);
    return top !== null && (element.contains(top) || top.contains(element));
  };

  const middleIsFree = (element) => {
    const box = element.getBoundingClientRect();
    return isOnTop(element, box.left + box.width / 2, box.top + box.height / 2);
  };

  const isWhollyInView = (element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= height() + 0.5 &&
      box.left >= -0.5 && box.right <= width() + 0.5;
  };

  const scrollTo = (top) => window.scrollTo({ top, behavior: "instant" });

  /** Pictures that load later find their place free. All of them are there afterwards. */
  const placesOfPictures = async () => {
    const before = document.documentElement.scrollHeight;
    const pictures = [...document.images].filter((image) => image.checkVisibility());
    pictures.forEach((image) => { image.loading = "eager"; });
    await Promise.all(pictures.map((image) => image.complete || new Promise((resolve) => {
      image.onload = image.onerror = resolve;
    })));
    const after = document.documentElement.scrollHeight;
    return before === after ? [] : [`pictures that load make it ${before} to ${after} px high`];
  };

  /** Answers are read too. */
  const openAnswers = () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  };

  /** Nothing is wider than the screen, and no line of text is cut off at a side. */
  const overflow = (screenWidth) => {
    const faults = [];
    const content = document.documentElement.scrollWidth;
    if (content > screenWidth) faults.push(`the page is ${content} px wide`);
    for (const { element, boxes } of textRuns()) {
      const around = ancestors(element);
      if (around.some((at) => getComputedStyle(at).textOverflow === "ellipsis")) continue;
      for (const box of boxes) {
        let [left, right] = [0, screenWidth];
        for (const at of around) {
          if (scrolls(at)) { [left, right] = [-Infinity, Infinity]; break; }
          if (/hidden|clip/.test(getComputedStyle(at).overflowX) && at !== document.body) {
            const frame = at.getBoundingClientRect();
            left = Math.max(left, frame.left);
            right = Math.min(right, frame.right);
          }
        }
        if (box.left < left - 1 || box.right > right + 1) {
          faults.push(`text is cut off at a side: ${name(element)} ` +
            `from ${Math.round(box.left)} to ${Math.round(box.right)}`);
          break;
        }
      }
    }
    return faults;
  };

  /** One h1, no level left out, no heading or link without words, no id twice. */
  const structure = () => {
    const faults = [];
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(visible);
    const count = headings.filter((heading) => heading.localName === "h1").length;
    if (count !== 1) faults.push(`there are ${count} h1`);
    let before = 0;
    for (const heading of headings) {
      const level = Number(heading.localName[1]);
      if (level > before + 1) faults.push(`h${level} follows h${before}: ${name(heading)}`);
      before = level;
    }
    for (const element of document.querySelectorAll("h1, h2, h3, h4, h5, h6, a, button, summary")) {
      if (visible(element) && !spoken(element)) faults.push(`it says nothing: ${name(element)}`);
    }
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    for (const id of new Set(ids)) {
      if (ids.filter((other) => other === id).length > 1) faults.push(`the id ${id} stands twice`);
    }
    return faults;
  };

  /** The first call to action can be tapped as soon as the page is there. */
  const firstScreen = (mainLink) => {
    const found = [...document.querySelectorAll(mainLink)].filter(visible);
    if (found.some((link) => isWhollyInView(link) && middleIsFree(link))) return [];
    const places = found.map((link) => Math.round(link.getBoundingClientRect().top));
    return [`no ${mainLink} lies free on the first screen, but at y=${places.join(", ")}`];
  };

  /** Each call to action is there, high enough for a thumb, and can be brought to where it is free. */
  const ctas = (ids) => {
    const faults = [];
    for (const id of ids) {
      const found = [...document.querySelectorAll(`a[data-lf="${id}"]`)].filter(visible);
      if (!found.length) faults.push(`the link ${id} cannot be seen`);
      for (const link of found) {
        const low = Math.round(link.getBoundingClientRect().height * 10) / 10;
        if (low < 44) faults.push(`${name(link)} is ${low} px high`);
        link.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
        if (!middleIsFree(link)) faults.push(`something lies over ${name(link)}`);
      }
    }
    return faults;
  };

  /** At the end of the page nothing that can be tapped is left under a bar that stays. */
  const endOfScroll = () => {
    scrollTo(document.documentElement.scrollHeight);
    return [...document.querySelectorAll(".legal a, .legal button, a[data-lf]")]
      .filter((element) => visible(element) && isWhollyInView(element) && !middleIsFree(element))
      .map((element) => `at the end of the page something lies over ${name(element)}`);
  };

  /** Whether a part that floats over the page, such as the question for consent, hides a line. */
  const isCovered = (element, box) => {
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const inView = x > 0 && x < width() && y > 0 && y < height();
    const top = document.elementsFromPoint(x, y).find((at) => !isFixed(at) || isFixed(element));
    return inView && top !== undefined && !element.contains(top) && !top.contains(element);
  };

  /** A line's box has room for accents on capitals, above, and for more than most letters, below. */
  const whereLettersStand = (box) => [
    box.left, box.top + 0.2 * box.height, box.right, box.bottom - 0.1 * box.height,
  ];

  /** The colours and boxes of all text, whose fill is made invisible for a picture of what is under it. */
  const textOnGround = () => {
    // Colours that a scheme which has just been chosen would still be moving towards.
    const still = document.createElement("style");
    still.textContent = "*,*::before,*::after{transition:none!important}";
    document.head.append(still);
    // A bar that sticks would hide what the text under it stands on.
    for (const element of document.querySelectorAll("body *")) {
      const style = getComputedStyle(element);
      if (style.position === "sticky") element.style.position = "static";
      // The box around a line that is turned has corners beside the line's own ground.
      if (style.transform.startsWith("matrix") && !/^matrix\([^,]+, 0, 0,/.test(style.transform)) {
        element.style.transform = "none";
      }
    }
    scrollTo(0);
    const runs = textRuns().map(({ element, boxes }) => {
      const style = getComputedStyle(element);
      let opacity = 1;
      for (const at of ancestors(element)) opacity *= Number(getComputedStyle(at).opacity);
      return {
        name: name(element),
        color: style.color,
        opacity,
        // Lettering drawn with an outline is read against that.
        outline: style.textShadow === "none" ? null : style.textShadow.match(/rgba?\([^)]*\)/)[0],
        fixed: isFixed(element),
        boxes: boxes.filter((box) => !isCovered(element, box)).map(whereLettersStand),
      };
    });
    const sheet = document.createElement("style");
    sheet.textContent = "*,*::before,*::after{-webkit-text-fill-color:transparent!important;" +
      "-webkit-text-stroke-color:transparent!important}";
    document.head.append(sheet);
    return runs;
  };

  /** Shows or hides what stays in place while the page scrolls. */
  const showFixed = (shown) => {
    for (const element of document.querySelectorAll("body *")) {
      if (getComputedStyle(element).position === "fixed") {
        element.style.visibility = shown ? "" : "hidden";
      }
    }
  };

  /** What has moved by itself, if it adds up to `most` or more as Chrome counts it. */
  const shift = (most) => new Promise((resolve) => {
    let sum = 0;
    const moved = [];
    const add = (entries) => entries.filter((entry) => !entry.hadRecentInput).forEach((entry) => {
      sum += entry.value;
      for (const { node } of entry.sources) moved.push(node ? name(node) : "something");
    });
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    // Buffered entries arrive in a task of their own, after the next frame has been painted.
    requestAnimationFrame(() => setTimeout(() => {
      add(observer.takeRecords());
      resolve(sum < most ? [] : [`it moves by ${sum.toFixed(3)}: ${moved.join(", ")}`]);
    }, 50));
  });

  window.probe = {
    shift, placesOfPictures, firstScreen, openAnswers, overflow, structure, ctas, endOfScroll, textOnGround, showFixed,
  };
})();
