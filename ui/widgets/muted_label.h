// The less important text of a page. Thread: GUI.
#pragma once

#include <QString>

class QLabel;
class QWidget;

namespace timecoin {

/// Wraps, never rich text, in the muted role of whatever theme there is.
QLabel* mutedLabel(const QString& text, QWidget* parent);

}  // namespace timecoin
