// What pages are made to look like, the little they do by themselves, and their icon. All of it is in the program.

/// Files that pages name.
enum Assets {
    /// The look of the pages. Names of colours first; the dark ones replace them.
    static let style = """
        :root{--back:#f3f4f1;--card:#fff;--text:#1b1f1d;--soft:#5d6762;--line:#d9ddd8;--main:#0b6b57;--on:#fff;--red:#b3261e;
        --amber:#8a5a00;--amberback:#fff4dc;--redback:#fde9e7;--green:#1f7a3f;
        font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC","PingFang SC",sans-serif}
        @media (prefers-color-scheme:dark){:root{--back:#111514;--card:#1b201e;--text:#e8ece9;--soft:#9ba6a0;--line:#303835;
        --main:#5cc8ab;--on:#06231c;--red:#ff8a80;--amber:#f0b95a;--amberback:#33290f;--redback:#3a1a18;--green:#6fd08c}}
        *{box-sizing:border-box}
        html{scroll-padding-top:7.5rem}
        body{margin:0;background:var(--back);color:var(--text);min-height:100vh;display:flex;flex-direction:column;
        overflow-wrap:anywhere}
        header{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1rem;padding:.5rem 1rem;background:var(--card);
        border-bottom:1px solid var(--line);position:sticky;top:0;z-index:1}
        .name{font-weight:700;color:var(--main);text-decoration:none;padding:.6rem 0}
        .device{color:var(--soft)}
        nav{display:flex;flex-wrap:wrap;gap:.25rem;margin-left:auto}
        nav a{padding:.6rem .8rem;white-space:nowrap;border-radius:.5rem;color:inherit;text-decoration:none}
        nav a[aria-current]{background:var(--back);font-weight:600}
        main{flex:1;width:100%;max-width:72rem;margin:0 auto;padding:1rem}
        h1{font-size:1.4rem;margin:.25rem 0 1rem}
        h2{font-size:1.1rem;margin:0 0 .5rem}
        main>h2{margin-top:1.5rem}
        h3{font-size:.95rem;margin:.75rem 0 0;color:var(--soft)}
        p{margin:.35rem 0}
        .cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));align-items:start}
        .card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem;margin:0}
        .index{font-size:2rem;line-height:1.2;font-variant-numeric:tabular-nums;letter-spacing:.02em;margin:.25rem 0}
        .index.none{font-size:1.1rem;color:var(--soft)}
        .decimals{color:var(--red)}
        .unit{font-size:1rem;color:var(--soft)}
        .small,footer,.subject{font-size:.875rem;color:var(--soft)}
        .withheld,.remark{border-radius:.5rem;padding:.5rem .75rem;margin:.5rem 0;background:var(--amberback)}
        .withheld{background:var(--redback)}
        .withheld ul,.remark ul{margin:.25rem 0;padding-left:1.1rem}
        .withheld .small,.remark .small{color:inherit;opacity:.8}
        .picture{display:block;width:100%;height:auto;border-radius:.5rem;margin:.75rem 0;background:var(--back)}
        .picture polygon{fill:none;stroke-width:2;vector-effect:non-scaling-stroke;stroke:#2fd07a}
        .picture text{fill:#2fd07a;stroke:#000;stroke-width:.15em;paint-order:stroke;font-weight:700}
        .picture .unsure polygon{stroke:#ffb020}.picture .unsure text{fill:#ffb020}
        .picture .bad polygon{stroke:#ff5a4d;stroke-dasharray:4 3}.picture .bad text{fill:#ff5a4d}
        .list{list-style:none}
        .list li{padding:.6rem 0 .6rem .75rem;border-left:.25rem solid var(--line);margin:.35rem 0}
        .list li.good{border-color:var(--green)}.list li.warning{border-color:var(--amber)}
        .list li.problem{border-color:var(--red)}
        .mark{display:inline-block;min-width:4.5rem;font-weight:600}
        .good .mark,.summary.good{color:var(--green)}.warning .mark,.summary.warning{color:var(--amber)}
        .problem .mark,.summary.problem{color:var(--red)}
        .summary{font-size:1.1rem;font-weight:600}
        .advice{padding-left:.75rem;border-left:2px solid var(--line)}
        .advice span{font-weight:600}
        button{font:inherit;font-weight:600;min-height:2.75rem;padding:.5rem 1.1rem;border:0;border-radius:.6rem;
        background:var(--main);color:var(--on);cursor:pointer}
        button.quiet{background:none;color:var(--main);padding:.25rem .5rem}
        button:focus-visible,a:focus-visible,input:focus-visible{outline:3px solid var(--main);outline-offset:2px}
        .login{max-width:24rem;margin:2rem auto;display:grid;gap:.9rem}
        .login label{display:grid;gap:.25rem;font-weight:600}
        input{font:inherit;color:inherit;min-height:2.75rem;padding:.4rem .7rem;border:1px solid var(--soft);border-radius:.5rem;
        background:var(--back);width:100%}
        .safe{border:2px solid var(--red);margin-bottom:1rem}.safe .subject{white-space:pre-line}
        .note{max-width:36rem;margin:2rem auto}
        .note a{display:inline-block;padding:.6rem 0}
        a{color:var(--main)}
        footer{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between;padding:.75rem 1rem}
        footer form{display:flex;gap:.5rem;align-items:center}
        body.away main{opacity:.6}
        body.away header::after{content:"\\26A0";color:var(--amber)}

        """

    /// Fetches the page anew when something has changed, and now and then: ages grow by themselves. What somebody is typing into
    /// stays as it is.
    static let script = """
        "use strict";
        (() => {
          const main = document.getElementById("main");
          let busy = false, again = false;
          const away = (is) => document.body.classList.toggle("away", is);
          async function refresh() {
            if (busy) { again = true; return; }
            if (document.hidden) return;
            busy = true;
            try {
              const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
              if (answer.redirected) { location.reload(); return; }
              if (!answer.ok) throw new Error(answer.status);
              const page = new DOMParser().parseFromString(await answer.text(), "text/html");
              const fresh = page.getElementById("main");
              if (fresh && !main.contains(document.activeElement)) main.replaceChildren(...fresh.childNodes);
              away(false);
            } catch { away(true); }
            busy = false;
            if (again) { again = false; refresh(); }
          }
          const events = new EventSource("/api/v1/events");
          events.addEventListener("change", refresh);
          events.addEventListener("open", refresh);
          events.addEventListener("error", () => away(true));
          document.addEventListener("visibilitychange", refresh);
          setInterval(refresh, 30000);
        })();

        """

    /// A dial.
    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="14" fill="#0b6b57"/>\
        <path d="M16 16 22 8" stroke="#fff" stroke-width="3" stroke-linecap="round"/><circle cx="16" cy="16" r="2.5" fill="#fff"/></svg>

        """
}
