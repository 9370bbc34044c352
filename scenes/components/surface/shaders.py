"""What the graphics card is told to do with every corner and every pixel of a surface, its paths and its ball."""

MOST_LEVELS = 24
"""Contour lines a surface can have."""

GROUND_VERTEX = """
#version 330
uniform mat4 eye;
uniform sampler2D field;
uniform vec2 half_size;
uniform float height;
in vec2 corner;
out vec2 ground;
out vec2 cell;

void main() {
    vec2 grid = vec2(textureSize(field, 0));
    cell = ((corner * 0.5 + 0.5) * (grid - 1.0) + 0.5) / grid;
    ground = corner * half_size;
    gl_Position = eye * vec4(ground, height * textureLod(field, cell, 0.0).x, 1.0);
}
"""

GROUND_FRAGMENT = (
    f"""
#version 330
#define MOST_LEVELS {MOST_LEVELS}
"""
    + """
uniform sampler2D field;
uniform vec2 half_size;
uniform float height, relief, level_count;
uniform float levels[MOST_LEVELS];
uniform vec3 bands[MOST_LEVELS + 1];
uniform vec3 light, toward, shadow;
uniform vec4 line, border;
uniform vec2 widths;
in vec2 ground;
in vec2 cell;
out vec4 colour;

void main() {
    vec3 here = texture(field, cell).xyz;
    vec2 across = dFdx(ground), down = dFdy(ground);
    // How much the value changes from a pixel to the next: the same for all levels, so lines are equally wide.
    float change = max(length(vec2(dot(here.yz, across), dot(here.yz, down))), 1e-9);

    float rank = 0.0, nearest = 1e9;
    for (int i = 0; i < MOST_LEVELS; i++) {
        if (float(i) >= level_count) break;
        float pixels = (here.x - levels[i]) / change;
        rank += clamp(pixels + 0.5, 0.0, 1.0);
        nearest = min(nearest, abs(pixels));
    }
    vec3 paint = mix(bands[int(floor(rank))], bands[min(int(floor(rank)) + 1, MOST_LEVELS)], fract(rank));

    vec3 normal = normalize(vec3(-height * here.yz, 1.0));
    bool below = dot(normal, toward) < 0.0;
    float lit = 0.5 + 0.55 * dot(normal, light);
    float shine = pow(max(dot(normal, normalize(light + toward)), 0.0), 18.0);
    vec3 relieved = below ? paint * 0.5 : paint * lit + vec3(0.07, 0.09, 0.12) * shine;
    paint = mix(paint, relieved, relief);

    if (shadow.z > 0.0 && !below) {
        // The light's slant carries the shadow away from it; it is soft and darkest where the ball rests.
        vec2 away = ground - shadow.xy + light.xy / light.z * shadow.z * 0.8;
        paint *= 1.0 - 0.6 * relief * exp(-dot(away, away) / (shadow.z * shadow.z * 1.1));
    }

    // Lines are drawn last: they are ink on the surface, and no light makes them fainter.
    vec2 a_pixel = vec2(length(vec2(across.x, down.x)), length(vec2(across.y, down.y)));
    vec2 edge = (half_size - abs(ground)) / max(a_pixel, vec2(1e-9));
    float ink = line.a * clamp(widths.x * 0.5 + 0.5 - nearest, 0.0, min(widths.x, 1.0));
    paint = mix(paint, line.rgb, below ? ink * 0.4 : ink);
    float rim = border.a * relief * clamp(widths.y + 0.5 - min(edge.x, edge.y), 0.0, 1.0);
    paint = mix(paint, border.rgb, rim);
    colour = vec4(paint, 1.0);
}
"""
)

BODY_VERTEX = """
#version 330
uniform mat4 eye;
uniform mat3 turn;
uniform vec3 place;
uniform float scale, relief, rim;
in vec3 foot, offset, normal;
in float moment;
out vec3 facing, own;
out float when;

void main() {
    facing = turn * normal;
    own = normal;
    when = moment;
    vec3 base = vec3(foot.xy, foot.z * relief);
    gl_Position = eye * vec4(place + base + turn * offset * scale + facing * rim, 1.0);
}
"""

BODY_FRAGMENT = """
#version 330
uniform vec3 colour, light, toward;
uniform vec4 stripe;
uniform float reach, gloss, rim;
in vec3 facing, own;
in float when;
out vec4 painted;

void main() {
    if (when > reach) discard;
    vec3 normal = normalize(facing);
    if (rim > 0.0) {
        // Of a body grown by its rim, only the far side is painted: it stands out around the body itself.
        if (dot(normal, toward) > 0.0) discard;
        painted = vec4(colour, 1.0);
        return;
    }
    float band = abs(normalize(own).x) - 0.16;
    float soft = max(fwidth(band), 1e-4);
    vec3 paint = mix(colour, stripe.rgb, stripe.a * clamp(0.5 - band / soft, 0.0, 1.0));
    float lit = 0.55 + 0.38 * max(dot(normal, light), 0.0) + 0.22 * max(dot(normal, toward), 0.0);
    float shine = pow(max(dot(normal, normalize(light + toward)), 0.0), 60.0);
    painted = vec4(min(paint * lit + gloss * shine, 1.0), 1.0);
}
"""
