/* The 3D scene of the page (三维场景): the interface.
 *
 *   const scene = await SunlightScene.create(element, sceneData, {onPick, onReady});
 *
 * element    an empty block with a size; the scene fills it
 * sceneData  what scene_data(assessment) gives, parsed from JSON
 * onPick     called with the row of the window that was clicked, null beside all
 * onReady    called when the first picture is drawn
 *
 * create rejects with an Error of name "NoWebGLError" where the browser cannot draw.
 *
 * scene.setMinute(minutes)      true solar time of the chosen day
 * scene.setState("before"|"after")
 * scene.setDay(runIndex)        sceneData.days[runIndex]
 * scene.setWindowColours(Uint8Array)   sRGB, 3 a window
 * scene.setWindowLit(Uint8Array|null)  a window: 0 not lit, 1 lit, 2 not measured;
 *                                      null: back to the colours
 * scene.select(windowIndex|null)       marks it and moves the camera to it
 * scene.focusBuilding(index)
 * scene.view("plan"|"south"|"axonometric")
 * scene.setTheme("light"|"dark"|"print")
 * scene.resize()
 * scene.snapshot() -> data URL of a PNG
 * scene.project(windowIndex) -> {x, y, visible}  in CSS pixels of the element
 * scene.dispose()
 */
"use strict";
