/**
 * The shapes that the modules share. Nothing here reaches a page.
 *
 * The page configuration is made at build time (generator/links/config.py). What its author wrote
 * (defaults, overrides, redirects) arrives percent-encoded; only what comes from the visitor's URL is
 * encoded in the page. Empty members are left out.
 *
 * @typedef {object} Parameter How one outgoing parameter gets its value.
 * @property {string[]} [k] Incoming keys, tried in order.
 * @property {Object<string, string>} [o] Overrides, from the decoded value to the encoded one.
 * @property {string} [d] The encoded default.
 *
 * @typedef {object} Mapping From incoming keys to outgoing parameters.
 * @property {Parameter} [pid] The media source.
 * @property {Parameter} [c] The campaign.
 * @property {Parameter} [ch] The channel.
 * @property {Parameter} [ad] The ad.
 * @property {Parameter} [set] The ad set.
 * @property {Parameter} [dl] The deep link value.
 * @property {(Parameter | 0)[]} [sub] af_sub1 to af_sub5.
 * @property {string} [g] The chosen name for the Google click id.
 * @property {[string, Parameter][]} [x] Custom parameters in the author's order.
 * @property {string} [ref] The chosen name for the web referrer.
 * @property {number[]} [raw] Indexes of the subs that are copies for raw-data reports.
 * @property {number} [org] 1 when organic visits are credited to their search engine.
 *
 * @typedef {object} Extras What one link changes of the mapping.
 * @property {string} [dl] The encoded deep link value that replaces the mapping's default.
 * @property {[string, Parameter][]} [x] Further custom parameters.
 * @property {string} [r] The encoded redirect, sent as af_r.
 *
 * @typedef {object} Visit What the visitor arrived with.
 * @property {Map<string, string>} values Present parameters, decoded.
 * @property {string} referrer The arrival's referrer, or empty.
 * @property {boolean} arrives Whether this page load is itself the arrival.
 * @property {string[] | null} [organic] Media source and channel of an organic visit.
 *
 * @typedef {object} Memory The arrival as earlier pages of this origin left it.
 * @property {() => (Arrival | null)} read
 * @property {(keys: string[], page: Page) => void} write
 *
 * @typedef {object} Arrival
 * @property {Map<string, string>} values
 * @property {string} referrer
 *
 * @typedef {object} Page This page load.
 * @property {Map<string, string>} query Present parameters of the page's own URL.
 * @property {string} referrer The referrer, empty when it is a page of the same origin.
 * @property {boolean} internal Whether the visitor came from a page of the same origin.
 *
 * @typedef {object} Impression
 * @property {string} b The OneLink whose impressions count.
 * @property {number} [xp] 1 for a cross-platform template.
 *
 * @typedef {object} Pixels What TikTok's pixels are told (generator/render/pixels.py).
 * @property {string[]} id
 * @property {string} [h] The host of the library, if it is not the usual one.
 * @property {number} [ldu] 1 for limited data use.
 * @property {string} [v] The event of the view.
 * @property {Object<string, [string, number?]>} [e] Events by link id; 1 to send the product along.
 * @property {object} [p] The product.
 *
 * @typedef {object} SmartScript What AppsFlyer's own script is called with
 *   (generator/render/smart_script.py).
 * @property {any} p Its parameters.
 * @property {any} all What every call gets besides.
 * @property {[string, string, any][]} l Link id, function, what this call gets besides.
 * @property {number} i 1 for an impression.
 *
 * @typedef {[string, number, string?, string[]?]} VisitText A word that the visitor's address
 *   brings: key, most characters, casing, allowed words (generator/render/visit_texts.py).
 *
 * @typedef {object} Split How visitors are divided among variants (generator/render/split.py).
 * @property {[string, number][]} v Names and weights; the first one is this page.
 * @property {Mapping} m The keys that make a page load an arrival.
 * @property {string[]} k The keys that are remembered of one.
 * @property {number} t Seconds for which an arrival is remembered; 0 for not at all.
 * @property {number} [c] 1 where consent is required.
 *
 * @typedef {object} Config The page configuration, `<script type="application/json" id="lf-config">`.
 * @property {Mapping} m
 * @property {{r?: string[], u?: string[]}} [skip] Lower-cased skip texts for the referrer and the URL.
 * @property {number} [ttl] Seconds for which an arrival is remembered; 0 for not at all.
 * @property {Object<string, any[]>} l Links by id: a letter for the kind, what that kind needs, and
 *   at the end its extras, if it has any.
 * @property {Impression} [imp]
 * @property {Pixels} [px]
 * @property {SmartScript} [af]
 * @property {string} [bn] The web key of AppsFlyer's own banner.
 * @property {VisitText[]} [tx] Words that come from the visitor's address.
 *
 * @typedef {(link: any[], mapping: Mapping, visit: Visit, extras: Extras) => (string | null)} LinkBuilder
 * @typedef {(config: Config, visit: Visit, links: Map<string, string>) => void} Finisher
 */

export {};
