// Sends what the person has chosen back to the course. Without a script its button does.

document.getElementById("send").submit();
