// Asks where to, without stopping the window, and writes the whole file or none. Thread: GUI.
#pragma once

#include <QByteArray>
#include <QString>

class QWidget;

namespace timecoin {

class Notice;

/// `notice` tells how it went, if it still lives by then.
void saveFile(QWidget* parent, const QString& title, const QString& suggested,
              const QString& filter, const QByteArray& bytes, Notice* notice);

}  // namespace timecoin
