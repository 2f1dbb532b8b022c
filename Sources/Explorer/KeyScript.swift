/// The script for keyboard shortcuts. All pages work without it.
enum KeyScript {
    static let text = """
        "use strict";
        (function () {
          const field = document.querySelector(".search input");
          const items = () => Array.from(document.querySelectorAll(".item")).filter((item) => item.offsetParent !== null);
          let current = -1;

          function select(place) {
            const all = items();
            if (all.length === 0) return;
            const old = document.querySelector(".item.current");
            if (old) old.classList.remove("current");
            current = Math.max(0, Math.min(all.length - 1, place));
            const item = all[current];
            item.classList.add("current");
            const link = item.querySelector("a");
            if (link) link.focus({ preventScroll: true });
            item.scrollIntoView({ block: "nearest" });
          }

          // Selects the item in the next row, for lists with several columns.
          function vertical(step) {
            const all = items();
            const from = all[current];
            if (!from) return select(step > 0 ? 0 : all.length - 1);
            const box = from.getBoundingClientRect();
            for (let place = current + step; place >= 0 && place < all.length; place += step) {
              const other = all[place].getBoundingClientRect();
              const isBeyond = step > 0 ? other.top >= box.bottom - 2 : other.bottom <= box.top + 2;
              if (isBeyond && Math.abs(other.left - box.left) < box.width / 2 + 2) return select(place);
            }
            select(current + step);
          }

          function follow(relation) {
            const link = document.querySelector('link[rel="' + relation + '"]');
            if (link) location.href = link.href;
          }

          document.addEventListener("keydown", (event) => {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            const target = event.target;
            const isTyping = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
            if (isTyping) {
              if (event.key === "Escape") target.blur();
              if (event.key === "ArrowDown" && target === field) { event.preventDefault(); select(0); }
              return;
            }
            switch (event.key) {
              case "/": if (field) { event.preventDefault(); field.focus(); field.select(); } break;
              case "j": select(current + 1); break;
              case "k": select(current < 0 ? 0 : current - 1); break;
              case "ArrowDown": if (items().length > 0) { event.preventDefault(); vertical(1); } break;
              case "ArrowUp": if (items().length > 0) { event.preventDefault(); vertical(-1); } break;
              case "ArrowRight": if (current >= 0) { event.preventDefault(); select(current + 1); } break;
              case "ArrowLeft": if (current >= 0) { event.preventDefault(); select(current - 1); } break;
              case "[": follow("prev"); break;
              case "]": follow("next"); break;
            }
          });

          // Filters the list of classes while typing.
          const list = document.getElementById("classes");
          if (!list || !field) return;
          const entries = Array.from(list.children).map((item) => {
            const name = item.querySelector(".text");
            const index = item.querySelector(".index").textContent;
            return { item: item, words: (name.title + " " + name.textContent).toLowerCase(), index: index };
          });
          function narrow() {
            const wanted = field.value.trim().toLowerCase();
            let shown = 0;
            for (const entry of entries) {
              const fits = wanted === "" || entry.words.includes(wanted) || entry.index === wanted;
              entry.item.hidden = !fits;
              if (fits) shown += 1;
            }
            document.getElementById("no-class").hidden = shown > 0;
            current = -1;
          }
          const asked = new URLSearchParams(location.search).get("q");
          if (asked) field.value = asked;
          field.addEventListener("input", narrow);
          if (field.value !== "") narrow();
        })();

        """
}
