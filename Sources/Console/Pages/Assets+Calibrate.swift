// The look of the page Calibrate, and what it does by itself: shows what the camera sees, waits, and lets dials be moved.

extension Assets {
    /// Its look, after that of all pages.
    static let calibrateStyle = """
        .calibrate{display:grid;gap:1rem;max-width:48rem}
        .calibrate h2{margin-bottom:.25rem}
        .live img{max-height:55vh;object-fit:contain}
        meter{width:10rem;max-width:50vw;height:1.25rem;vertical-align:middle}
        .typing{display:grid;gap:.5rem}
        .typing label{font-weight:600}
        .typing details{border:1px solid var(--line);border-radius:.5rem;padding:0 .75rem}
        .typing details>*{margin-bottom:.5rem}
        .typing .check{display:flex;gap:.6rem;align-items:center;font-weight:400;min-height:2.75rem}
        .typing .check input{width:1.5rem;height:1.5rem;min-height:0}
        summary{min-height:2.75rem;padding:.6rem 0;cursor:pointer;color:var(--main);font-weight:600}
        input.digits{font-size:1.6rem;font-variant-numeric:tabular-nums;letter-spacing:.06em}
        select{font:inherit;color:inherit;min-height:2.75rem;padding:.4rem .7rem;border:1px solid var(--soft);border-radius:.5rem;
        background:var(--back);width:100%}
        .button{display:inline-block;font-weight:600;min-height:2.75rem;padding:.6rem 1.1rem;border-radius:.6rem;
        background:var(--main);color:var(--on);text-decoration:none}
        a.quiet{display:inline-block;font-weight:600;padding:.6rem .5rem;text-decoration:none}
        .row{display:inline-block;margin:.25rem .75rem .25rem 0}
        button[disabled]{opacity:.45;cursor:not-allowed}
        .proposal{touch-action:pan-y pinch-zoom}
        .dial{cursor:move;touch-action:none}
        .dial polygon{pointer-events:all}
        .dial .handle{fill:transparent;stroke:transparent;pointer-events:none}
        .dial.chosen polygon{stroke-width:4}
        .dial.chosen .handle{stroke:#fff;stroke-width:2;vector-effect:non-scaling-stroke;fill:#0006;pointer-events:all;cursor:grab}
        .dial:focus{outline:none}.dial:focus polygon{stroke:#fff}
        img.check{max-width:9rem;vertical-align:middle;border-radius:.35rem;margin-right:.5rem}
        table.dials{border-collapse:collapse;width:100%}
        .dials th,.dials td{text-align:left;padding:.35rem .5rem;border-bottom:1px solid var(--line)}
        dt{font-weight:600}dd{margin:0 0 .5rem}
        progress{width:10rem;max-width:60vw;accent-color:var(--main)}

        """

    /// What it does. What somebody has typed stays, through refreshes here and a login that has to come in between.
    static let calibrateScript = """
        "use strict";
        (() => {
          const find = (id) => document.getElementById(id);
          const kept = "calibrate " + location.pathname;
          let busy = false, moving = null, timer = 0, dirty = false;
          const api = () => find("work").dataset.api;
          const phase = () => find("work").dataset.phase;
          const names = ["reading", "medium", "kind", "hourly_max", "alone"];
          const store = { get: () => { try { return JSON.parse(sessionStorage.getItem(kept)); } catch { return null; } },
            set: (value) => { try { value ? sessionStorage.setItem(kept, JSON.stringify(value)) : sessionStorage.removeItem(kept); }
              catch { } } };
          function keep() {
            const form = find("typing"), values = {};
            if (!form) return;
            for (const name of names) {
              const field = form.elements[name];
              values[name] = field.type === "checkbox" ? field.checked : field.value;
            }
            store.set(values);
          }
          // What is kept here was typed later than what the agent has.
          function restore() {
            const form = find("typing"), values = store.get();
            if (phase() !== "typing") { store.set(null); return; }
            if (!form || !values) return;
            for (const name of names) {
              const field = form.elements[name];
              if (field.type === "checkbox") field.checked = values[name]; else if (values[name]) field.value = values[name];
            }
          }
          async function refresh() {
            const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
            if (answer.redirected) { location.reload(); return; }
            if (!answer.ok) throw new Error(answer.status);
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const fresh = page.getElementById("main");
            if (!fresh) return;
            find("main").replaceChildren(...fresh.childNodes);
            document.body.classList.remove("away");
            begin();
          }
          async function look() {
            if (busy || document.hidden || moving) return;
            busy = true;
            try {
              if (["searching", "checking", "applying"].includes(phase())) {
                const answer = await fetch(api(), { credentials: "same-origin", cache: "no-store" });
                if (answer.status === 401) { location.reload(); return; }
                const now = await answer.json();
                if (now.phase !== phase()) await refresh();
                else if (find("seconds")) find("seconds").textContent = now.seconds;
              } else if (find("view") && find("live")) await show();
              document.body.classList.remove("away");
            } catch { document.body.classList.add("away"); }
            busy = false;
          }
          async function show() {
            const answer = await fetch(api() + "/live", { credentials: "same-origin", cache: "no-store" });
            const live = await answer.json();
            if (!find("view")) return;
            find("noview").hidden = answer.ok;
            if (!answer.ok) { find("noview").textContent = live.error; return; }
            find("view").src = live.picture + "?n=" + live.number;
            for (const name of ["light", "sharpness"]) {
              find(name).value = live[name];
              find(name + "words").textContent = live[name + "_words"];
            }
          }
          const corners = (dial) => dial.querySelector("polygon").getAttribute("points").trim().split(" ")
            .map((pair) => pair.split(",").map(Number));
          function place(dial, points) {
            const box = find("dials").viewBox.baseVal;
            const inside = points.map(([x, y]) => [Math.min(Math.max(x, 0), box.width), Math.min(Math.max(y, 0), box.height)]
              .map((value) => value.toFixed(1)));
            dial.querySelector("polygon").setAttribute("points", inside.map((point) => point.join(",")).join(" "));
            dial.querySelectorAll(".handle").forEach((handle, at) => {
              handle.setAttribute("cx", inside[at][0]);
              handle.setAttribute("cy", inside[at][1]);
            });
            dirty = true;
          }
          function choose(dial) {
            document.querySelectorAll(".dial.chosen").forEach((other) => other.classList.remove("chosen"));
            dial.classList.add("chosen");
            dial.parentNode.append(dial);
            dial.focus({ preventScroll: true });
          }
          function at(event) {
            const svg = find("dials"), point = new DOMPoint(event.clientX, event.clientY);
            const found = point.matrixTransform(svg.getScreenCTM().inverse());
            return [found.x, found.y];
          }
          async function send() {
            if (!dirty || !find("dials")) return;
            dirty = false;
            const dials = [...document.querySelectorAll(".dial")].sort((a, b) => a.dataset.dial - b.dataset.dial);
            const chosen = document.querySelector(".dial.chosen");
            const text = dials.map((dial) => corners(dial).map((point) => point.join(",")).join(" ")).join(";");
            const code = document.querySelector("input[name=code]").value;
            find("dials").setAttribute("aria-busy", "true");
            const answer = await fetch(api() + "/dials", { method: "POST", credentials: "same-origin",
              headers: { "X-Form-Code": code }, body: new URLSearchParams({ dials: text }) });
            if (answer.status === 401) { location.reload(); return; }
            await refresh();
            const again = chosen && document.querySelector('.dial[data-dial="' + chosen.dataset.dial + '"]');
            if (again) choose(again);
          }
          function down(event) {
            const dial = event.target.closest(".dial");
            if (!dial || moving) return;
            event.preventDefault();
            choose(dial);
            const corner = event.target.dataset.corner;
            moving = { dial, corner: corner === undefined ? null : Number(corner), from: at(event), points: corners(dial) };
            find("dials").setPointerCapture(event.pointerId);
          }
          function move(event) {
            if (!moving) return;
            const [x, y] = at(event), dx = x - moving.from[0], dy = y - moving.from[1];
            if (!dirty && Math.hypot(dx, dy) < 1) return;
            place(moving.dial, moving.points.map(([px, py], number) =>
              moving.corner === null || moving.corner === number ? [px + dx, py + dy] : [px, py]));
          }
          function up() {
            if (!moving) return;
            moving = null;
            send().catch(() => document.body.classList.add("away"));
          }
          function key(event) {
            const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
            const dial = event.target.closest && event.target.closest(".dial"), way = ways[event.key];
            if (!dial || !way) return;
            event.preventDefault();
            dial.classList.contains("chosen") || choose(dial);
            const step = event.shiftKey ? 10 : 1;
            place(dial, corners(dial).map(([x, y]) => [x + way[0] * step, y + way[1] * step]));
            clearTimeout(timer);
            timer = setTimeout(() => send().catch(() => document.body.classList.add("away")), 600);
          }
          function begin() {
            restore();
            const form = find("typing"), dials = find("dials");
            if (form) { form.addEventListener("input", keep); form.addEventListener("submit", keep); }
            if (!dials) return;
            dials.addEventListener("pointerdown", down);
            dials.addEventListener("pointermove", move);
            dials.addEventListener("pointerup", up);
            dials.addEventListener("pointercancel", up);
            dials.addEventListener("keydown", key);
          }
          begin();
          document.addEventListener("visibilitychange", look);
          setInterval(look, 1000);
          look();
        })();

        """
}
