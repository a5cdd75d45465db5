"""The elements and attributes of SVG that neither load, link, script nor embed anything.

After the SVG and SVG-filter lists of DOMPurify (https://github.com/cure53/DOMPurify), without
links, foreign content and descriptions of fonts. References (`href`) are judged apart.
"""

ANIMATION = frozenset({"animate", "animateMotion", "animateTransform", "set"})

# Only in these does text count; elsewhere it is the white space of indentation.
TEXT = frozenset({"text", "tspan", "textPath", "title", "desc", "a"})

_ELEMENTS = (
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath "
    "title desc style switch image linearGradient radialGradient stop clipPath mask pattern "
    "marker view filter mpath "
    "feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting "
    "feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR "
    "feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight "
    "feSpecularLighting feSpotLight feTile feTurbulence"
)

_ATTRIBUTES = (
    # Naming, grouping, accessibility
    "id class lang role aria-hidden aria-label aria-labelledby aria-describedby focusable "
    "style href "
    # Geometry
    "viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height d points "
    "pathLength transform transform-origin transform-box dx dy rotate textLength lengthAdjust "
    "startOffset method side spacing offset refX refY markerWidth markerHeight markerUnits orient "
    "gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits "
    "patternTransform clipPathUnits maskUnits maskContentUnits primitiveUnits filterUnits "
    # Paint
    "color color-interpolation color-interpolation-filters color-rendering display fill "
    "fill-opacity fill-rule stroke stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-opacity stroke-width opacity visibility overflow "
    "clip-path clip-rule mask mask-type filter flood-color flood-opacity lighting-color "
    "stop-color stop-opacity marker-start marker-mid marker-end paint-order mix-blend-mode "
    "isolation shape-rendering text-rendering image-rendering vector-effect enable-background "
    # Text
    "font-family font-size font-size-adjust font-stretch font-style font-variant font-weight "
    "letter-spacing word-spacing text-anchor text-decoration dominant-baseline "
    "alignment-baseline baseline-shift direction unicode-bidi writing-mode "
    # Filters
    "in in2 result mode values type tableValues slope intercept amplitude exponent operator k1 k2 "
    "k3 k4 order kernelMatrix kernelUnitLength divisor bias targetX targetY edgeMode "
    "preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent azimuth "
    "elevation scale xChannelSelector yChannelSelector stdDeviation radius pointsAtX pointsAtY "
    "pointsAtZ limitingConeAngle z baseFrequency numOctaves seed stitchTiles "
    # Animation
    "attributeName attributeType begin dur end min max restart repeatCount repeatDur from to by "
    "calcMode keyTimes keySplines keyPoints path origin additive accumulate"
)

ELEMENTS = ANIMATION | frozenset(_ELEMENTS.split())
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
