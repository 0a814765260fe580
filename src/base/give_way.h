#pragma once

namespace sekisho {

// From now on the calling thread, and each that it starts, has the cores when nobody else wants
// them: for work for which nobody sits before a screen. There is no way back.
void give_way();

}  // namespace sekisho
