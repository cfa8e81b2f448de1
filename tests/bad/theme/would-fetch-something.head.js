new Image().src = "//count.example.org/visit";
